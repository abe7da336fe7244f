/**
 * What a phone sets of each kind, as the rooms declare it in their `journal.py`; a test holds the two
 * together. A field that is not named here is no field of a record: `tsc` says so where one is made.
 */

/** The fields of a new record. */
export interface NewFields {
  pin_grant: "at" | "person" | "phone" | "way" | "granted_by" | "number";
  odometer: "van" | "at" | "told_by" | "photo" | "km";
  fuel: "van" | "at" | "told_by" | "photo" | "litres" | "rupiah";
  receipt: "van" | "at" | "told_by" | "photo" | "kind" | "rupiah" | "note";
  inspection: "van" | "at" | "seen_by" | "good" | "defects" | "is_blocking" | "note" | "photo";
  assignment: "outing" | "person" | "duty";
  load: "outing" | "at" | "way" | "equipment" | "name" | "quantity" | "condition" | "told_by";
  decision: "outing" | "verdict" | "decided_by" | "decided_at" | "reason";
  reading: "at" | "person" | "card" | "language" | "version";
  movement:
    "outing" | "at" | "consignment" | "quantity" | "origin" | "target" | "rupiah" | "moved_by" | "receipt";
  goods_count:
    | "outing"
    | "at"
    | "consignment"
    | "place"
    | "expected"
    | "counted"
    | "counted_by"
    | "seconded_by"
    | "reason";
  cash_count: "outing" | "at" | "expected" | "counted" | "counted_by" | "seconded_by" | "reason";
  session: "outing" | "at" | "opened_by" | "leaflets_taken";
  closing:
    | "outing"
    | "at"
    | "session"
    | "closed_by"
    | "leaflets_left"
    | "is_partial"
    | "weather"
    | "gust_kmh"
    | "hours_lost"
    | "note";
  tally: "outing" | "at" | "sex" | "age_band";
  visit: "outing" | "at" | "topics" | "programme" | "sex" | "age_band";
  handout: "outing" | "at" | "item" | "quantity";
  tick: "outing" | "at" | "item" | "is_done" | "photo" | "photo_size";
  handover: "outing" | "at" | "given_by" | "taken_by" | "matters" | "note" | "tallies" | "visits";
  attendance: "outing" | "at" | "person" | "told_by" | "was_there" | "since" | "until";
  telling: "outing" | "at" | "card" | "language" | "version";
  void: "outing" | "at" | "fact" | "kind" | "reason";
  survey_answer: "outing" | "at" | "answers" | "language";
  follow_up: "outing" | "at" | "asked_by" | "code" | "consents" | "is_urgent" | "contents";
  withdrawal: "outing" | "at" | "code" | "taken_by";
}

/** The fields that change of a shared one. */
export interface ChangedFields {
  outing: "start" | "place_text" | "reason" | "next_day" | "state";
  assignment: "is_released" | "duty" | "served";
}

/** These fields, some or all, and no other, whichever way they came together. */
export type Only<Field extends string, Values> = Values & {
  [Beyond in Exclude<keyof Values, Field>]: never;
};
