// PouchDB's office: express-pouchdb with the routes that replication needs, and LevelDB.
"use strict";

const express = require("express");
const pouchdbApp = require("express-pouchdb");
const PouchDB = require("pouchdb");

const Office = PouchDB.defaults({ prefix: process.argv[2] });

function main() {
  const app = express();
  app.use("/", pouchdbApp(Office, { mode: "minimumForPouchDB" }));
  const server = app.listen(0, "127.0.0.1", async () => {
    const { port } = server.address();
    // express-pouchdb shows only databases that were made through it.
    await fetch(`http://127.0.0.1:${port}/visits`, { method: "PUT" });
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  });
  process.stdin.on("end", () => process.exit(0));
  process.stdin.resume();
}

main();
