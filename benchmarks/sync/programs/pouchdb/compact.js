// Folds a LevelDB's log and levels into one, so that its size no longer depends on the moment.
"use strict";

const leveldown = require("leveldown");

const database = leveldown(process.argv[2]);
const first = Buffer.from([0]);
const last = Buffer.from([255, 255, 255, 255]);

function stopOn(problem) {
  if (problem) throw problem;
}

database.open({ createIfMissing: false }, (problem) => {
  stopOn(problem);
  database.compactRange(first, last, (failure) => {
    stopOn(failure);
    database.close(stopOn);
  });
});
