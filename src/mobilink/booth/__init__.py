"""What happens at the booth, without names: sessions, tallies, visits, handouts.

A *session* is the time a booth is open on an outing. A *tally* is one passer-by counted by a tap. A
*visit* is somebody who asked something. A *handout* is paper given away. All are facts: a mistake is
taken back by a *void*, which names the fact it undoes.
"""
