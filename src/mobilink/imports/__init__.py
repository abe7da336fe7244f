"""Tables that people send: read cell by cell, entered whole or refused with row and column named.

`sheets` reads CSV and XLSX, `cells` what stands in them, `tables` says what a table's columns are;
`kinds` lists what can be imported. Lists that need two persons wait as `uploads`.
"""
