"""What people bring to the office: a wish for a visit, a report of harm.

A *visit request* is worked on by the whole team; how to reach whoever asked is sealed. A *report* is
sealed as a whole when it is saved: vans and the database hold it and cannot read it. Only the office
opens it, for somebody cleared, and each *opening* is a fact with a reason. Both have a code by which
whoever sent it follows it, without a name.

A *follow-up* is what somebody allowed at a booth, purpose by purpose; contact and matter are sealed
on the phone. Its code also takes it back: a *withdrawal* at any booth makes the office erase it. A
*settlement* says that the office did what somebody waited for.
"""
