import { assert, describe, it } from "@effect/vitest"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { atDesk, book, corner, submission } from "./servicelane.ts"

describe("a database that cannot be used is refused with one clear sentence", () => {
  it.each([
    ["that is not there", () => {}, "There is no database at ./test.db. Create it with: servicelane migrate"],
    ["whose tables are missing", (file: string) => new DatabaseSync(file).close(), "Upgrade them with: servicelane migrate"],
    ["of another application", (file: string) => new DatabaseSync(file).exec("CREATE TABLE notes (text)"), "belongs to another application"],
    ["that is no database", (file: string) => writeFileSync(file, "just some text, long enough to be looked at ".repeat(50)), "not an SQLite file at all"],
    ["that is a folder", (file: string) => mkdirSync(file), "is a folder"]
  ])("one %s", (_, prepare, sentence) => {
    return atDesk(({ folder, run }) => {
      prepare(join(folder, "test.db"))
      const { code, err } = run(["export"])
      assert.strictEqual(code, 1)
      assert.include(err, sentence)
      assert.strictEqual(err.trim().split("\n").length, 1)
    }, false)
  })

  it("one that a later version wrote", () => {
    return atDesk(({ folder, run }) => {
      new DatabaseSync(join(folder, "test.db")).exec("INSERT INTO servicelane_migrations (migration_id, name) VALUES (99, 'later')")
      for (const command of ["export", "migrate", "verify"]) {
        const { code, err } = run([command])
        assert.strictEqual(code, 1)
        assert.include(err, "written by a later version of Servicelane")
      }
    })
  })

  it("one in a folder that is not there, and one that this version has no driver for", () => {
    return atDesk(({ run }) => {
      assert.include(run(["migrate"], "", { DATABASE_URL: "sqlite:./no/such/folder/x.db" }).err, "Check that its folder exists")
      assert.include(run(["migrate"], "", { DATABASE_URL: "postgres://localhost/x" }).err, "Use sqlite:PATH")
    }, false)
  })

  it("one whose pages are damaged", () => {
    return atDesk(({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const file = join(folder, "test.db")
      const db = new DatabaseSync(file)
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)")
      db.close()
      // The header stays what it was; every page behind it is noise.
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.fill(0xa5, 4_096))
      const { code, err } = run(["export"])
      assert.strictEqual(code, 1)
      assert.include(err, "is damaged")
    })
  })
})

describe("verify", () => {
  it("finds nothing wrong with a log that nobody touched", () => {
    return atDesk(({ run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      const { code, out } = run(["verify"])
      assert.strictEqual(code, 0)
      assert.include(out, "The log is whole")
    })
  })

  it.each([
    ["a changed fact", "UPDATE events SET data = replace(data, 'corner workshop', 'other workshop') WHERE position = 1", 1],
    ["a changed name", "UPDATE events SET personal = CAST('{\"contact\":{\"name\":\"Li Si\"}}' AS BLOB) WHERE personal IS NOT NULL", 7],
    ["a removed event", "DELETE FROM events WHERE position = 3", 4]
  ])("finds %s by its position", (_, tampering, position) => {
    return atDesk(({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], submission("c1", "a1", book("08:00", { contact: { name: "Zhang San" } })))
      const db = new DatabaseSync(join(folder, "test.db"))
      assert.throws(() => db.exec(tampering), /never (?:changed|deleted)/)
      db.exec(`DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; ${tampering}`)
      db.close()
      const { code, out } = run(["verify", "--json"])
      assert.strictEqual(code, 1)
      const [first = ""] = out.split("\n")
      assert.strictEqual((JSON.parse(first) as { position: number }).position, position)
    })
  })
})

describe("personal data", () => {
  it("stands apart from the facts, and not in ids, refusals or command records", () => {
    return atDesk(({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], submission("c1", "a1", book("08:00", { contact: { name: "Zhang San", phone: "13800138000" } })))
      const refused = run(["send"], submission("c2", "a2", { ...book("08:00"), contact: { name: "Li Si", phone: 7 } }))
      assert.notInclude(refused.out + refused.err, "Li Si")
      const db = new DatabaseSync(join(folder, "test.db"))
      const facts = JSON.stringify([db.prepare("SELECT stream, id, data FROM events").all(), db.prepare("SELECT * FROM commands").all()])
      db.close()
      assert.notInclude(facts, "Zhang")
      assert.notInclude(facts, "138001")
      assert.include(run(["export"]).out, "Zhang San")
    })
  })
})

describe("an event that this version does not know", () => {
  it("stops every figure with its position, and is never passed over", () => {
    return atDesk(({ folder, run, write }) => {
      run(["site", "apply", write("corner.json", corner())])
      run(["send"], submission("c1", "a1", book("08:00")))
      const db = new DatabaseSync(join(folder, "test.db"))
      db.exec("DROP TRIGGER events_are_never_changed; UPDATE events SET type = 'WrittenByALaterVersion' WHERE type = 'AppointmentBooked'")
      db.close()
      const { code, err } = run(["kpi", "--site", "corner", "--from", "2090-01", "--to", "2090-01"])
      assert.strictEqual(code, 1)
      assert.match(err, /position \d+ is of a type this version does not know: WrittenByALaterVersion/)
    })
  })
})
