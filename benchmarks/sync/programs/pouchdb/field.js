// PouchDB's field: records visits, then replicates them to the office in batches of 1,000.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const readline = require("node:readline");
const PouchDB = require("pouchdb");

const BATCH = 1000;
const [, , prefix, port] = process.argv;
const visits = new PouchDB("visits", { prefix });

async function load(path) {
  const lines = fs.readFileSync(path, "utf-8").trim().split("\n");
  const made = lines.map((line) => {
    const { id, ...facts } = JSON.parse(line);
    return { _id: id, ...facts };
  });
  for (let start = 0; start < made.length; start += BATCH) {
    await visits.bulkDocs(made.slice(start, start + BATCH));
  }
}

async function sync() {
  // As a browser does it: one connection stays open. PouchDB alone opens one for each request.
  const agent = new http.Agent({ keepAlive: true });
  const fetch = (url, options = {}) => PouchDB.fetch(url, { ...options, agent });
  const office = new PouchDB(`http://127.0.0.1:${port}/visits`, { skip_setup: true, fetch });
  await visits.replicate.to(office, { batch_size: BATCH });
  agent.destroy();
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    await (question.load ? load(question.load) : sync());
    process.stdout.write("{}\n");
  }
  process.exit(0);
}

main();
