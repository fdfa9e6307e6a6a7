import Database
import Testing

@Suite("Conformance: contention", .timeLimit(.minutes(10)))
struct ContentionConformanceTests {
    private static let night = "CREATE TABLE night (day BIGINT NOT NULL PRIMARY KEY, guest BIGINT NOT NULL)"

    @Test(arguments: DatabaseEngine.all)
    func `of those who insert the same key one wins, and the others are told`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.night) { database in
            let outcomes = try await race(database) { day, guest in
                do {
                    try await database.execute("INSERT INTO night (day, guest) VALUES ($1, $2)", day, guest)
                    return true
                } catch let error as DatabaseError where error.code == .uniqueViolation {
                    return false
                }
            }
            #expect(outcomes.allSatisfy { $0.count == 1 })
            #expect(try await guests(database) == outcomes.map { $0.first })
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `of those who meet the conflict one wins, and the others change nothing`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.night) { database in
            let outcomes = try await race(database) { day, guest in
                try await database.execute(
                    "INSERT INTO night (day, guest) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING", day, guest) == 1
            }
            #expect(outcomes.allSatisfy { $0.count == 1 })
            #expect(try await guests(database) == outcomes.map { $0.first })
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `of those who compare and set one wins`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.night) { database in
            for day in 0..<30 {
                try await database.execute("INSERT INTO night (day, guest) VALUES ($1, -1)", day)
            }
            let outcomes = try await race(database) { day, guest in
                try await database.execute("UPDATE night SET guest = $2 WHERE day = $1 AND guest = -1", day, guest) == 1
            }
            #expect(outcomes.allSatisfy { $0.count == 1 })
            #expect(try await guests(database) == outcomes.map { $0.first })
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `no increment is lost`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.night) { database in
            try await database.execute("INSERT INTO night (day, guest) VALUES (1, 0)")
            try await withThrowingTaskGroup { group in
                for _ in 0..<200 {
                    group.addTask { _ = try await database.execute("UPDATE night SET guest = guest + 1") }
                }
                try await group.waitForAll()
            }
            #expect(try await database.number("SELECT guest FROM night") == 200)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `closures that fail undo nothing of those beside them`(engine: DatabaseEngine) async throws {
        struct Refusal: Error {}
        try await engine.withDatabase(Self.night) { database in
            let succeeded = await withTaskGroup { group in
                for day in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                try connection.execute("INSERT INTO night (day, guest) VALUES ($1, 0)", day)
                                if day % 3 == 0 { throw Refusal() }
                                if day % 3 == 1 { try connection.execute("INSERT INTO night (day) VALUES (0)") }
                            }
                            return [day]
                        } catch {
                            return []
                        }
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }.sorted()
            }
            #expect(succeeded == (0..<200).filter { $0 % 3 == 2 })
            let stored = try await database.read { connection in
                try connection.rows("SELECT day FROM night ORDER BY day") { try $0.next() as Int }
            }
            #expect(stored == succeeded)
        }
    }

    /// Has 10 guests want each of 30 days at once; for each day, those who were told that it is theirs.
    private func race(
        _ database: any Database, _ take: @escaping @Sendable (_ day: Int, _ guest: Int) async throws -> Bool
    ) async throws -> [[Int]] {
        try await withThrowingTaskGroup(of: (day: Int, guest: Int)?.self) { group in
            for guest in 0..<10 {
                for day in 0..<30 {
                    group.addTask { try await take(day, guest) ? (day, guest) : nil }
                }
            }
            var winners = [[Int]](repeating: [], count: 30)
            for try await case let winner? in group { winners[winner.day].append(winner.guest) }
            return winners
        }
    }

    private func guests(_ database: any Database) async throws -> [Int?] {
        try await database.read { connection in
            try connection.rows("SELECT guest FROM night ORDER BY day") { try $0.next() as Int? }
        }
    }
}
