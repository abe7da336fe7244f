"""The partners of a scenario, by the actions of their own room."""

from mobilink.outreach.models import Outing
from mobilink.partners import actions
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Register every partner of a scenario, with its paper and where it was along."""
    for row in beside(name, "partners")["partners"]:
        paper, joint = row.pop("agreement", None), row.pop("joint", None)
        partner = actions.register(by=None, **row)
        if paper:
            actions.file_agreement(partner, by=None, **paper)
        if joint:
            outing = Outing.objects.get(title=joint.pop("outing"))
            actions.record_joint(outing, partner, by=None, **joint)
