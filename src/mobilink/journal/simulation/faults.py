"""What goes wrong in the simulated world. Each fault counts itself, so that we know it fired."""

from collections.abc import Callable
from typing import Any

from mobilink.journal.simulation import carriage, deeds, disks

Fault = Callable[[Any], object]
# How often each is chosen, beside the others.
WEIGHTS: dict[Fault, int] = {
    carriage.cut_exchange: 12,
    carriage.courier_takes: 4,
    carriage.courier_delivers: 5,
    carriage.courier_loses: 2,
    carriage.courier_of_many: 2,
    carriage.predecessor_missing: 2,
    carriage.lines_stop_and_restart: 1,
    carriage.weeks_pass: 1,
    carriage.long_absence: 1,
    disks.wrong_clock: 4,
    disks.clock_rolls_back: 3,
    disks.all_clocks_wrong: 1,
    disks.image_taken: 4,
    disks.hub_restored: 3,
    disks.hub_restored_and_at_work: 3,
    disks.hub_restored_by_tool: 2,
    disks.hub_cloned: 2,
    disks.clones_at_work: 1,
    disks.clones_in_step: 2,
    disks.office_restored: 4,
    disks.power_lost: 6,
    deeds.revoked_around_an_exchange: 1,
    deeds.back_dated: 2,
    deeds.out_of_scope: 4,
    deeds.parent_never_comes: 1,
    deeds.parents_in_a_circle: 2,
    deeds.same_value_twice: 2,
    deeds.deleted_and_changed: 3,
    deeds.deleted_twice: 2,
    deeds.deleted_and_undeleted: 2,
    deeds.visit_erased: 3,
}
FAULTS = [fault for fault, weight in WEIGHTS.items() for _ in range(weight)]
