"""The partners of a scenario, by the actions of their own room."""

from mobilink.outreach.models import Outing
from mobilink.partners import actions
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Register every partner of a scenario, with its paper and where it was along."""
    for told in beside(name, "partners")["partners"]:
        paper, joint = told.pop("agreement", None), told.pop("joint", None)
        one = actions.register(by=None, **told)
        if paper:
            actions.file_agreement(one, by=None, **paper)
        if joint:
            outing = Outing.objects.get(title=joint.pop("outing"))
            actions.record_joint(outing, one, by=None, **joint)
