import Database
import Testing

@Suite struct MigrationTests {
    private let history = [Migration(1, "a", []), Migration(2, "b", []), Migration(3, "c", [])]

    @Test(arguments: 0...3)
    func `what was not run before is pending, in order`(count: Int) throws {
        let recorded = history.prefix(count).map { (number: $0.number, name: $0.name) }
        #expect(
            try Migration.pending(history, recorded: recorded).map(\.number)
                == Array(history.map(\.number).dropFirst(count)))
    }

    @Test func `a record with a gap names the migration that is missing`() {
        let error = #expect(throws: DatabaseError.self) {
            try Migration.pending(history, recorded: [(1, "a"), (3, "c")])
        }
        #expect(error?.code == .migrationMismatch)
        #expect(error?.message.contains("2 («b»)") == true)
    }

    @Test func `a record of more than the list knows speaks of a newer version`() {
        let error = #expect(throws: DatabaseError.self) {
            try Migration.pending([], recorded: [(1, "a")])
        }
        #expect(error?.code == .migrationMismatch)
        #expect(error?.message.contains("newer version") == true)
    }
}
