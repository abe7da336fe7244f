"""What one partner sees by its own way in: its outings, duties, figures, papers, and letters.

A page is asked for the partner of the reader's session and for nobody else: whatever is shown is
reached from that organisation, never by an id alone.
"""
