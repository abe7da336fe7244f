"""Where things are: regions by code, venues with aliases and measured points, holidays, the coast.

A *venue* is a spot where a booth can stand; a *region* is a province, regency, district or village
of the official list. `naming` finds either from what somebody typed; `coast` knows land from sea.
"""
