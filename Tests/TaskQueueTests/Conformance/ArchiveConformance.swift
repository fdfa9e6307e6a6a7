import Clocks
import TaskQueue
import Testing

@Suite("a broker keeps an archive of bounded size")
struct ArchiveConformance {
    @Test("the archive keeps the newest 10,000 tasks, and all of them", arguments: BrokerFixture.all)
    func count(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            try await client.add("oldest")
            try await broker.archive("oldest", in: "default")
            clock.advance(by: .seconds(1))
            let requests = (0..<ArchiveLimit.count).map {
                TaskRequest(type: "t", payload: [], options: .init(taskID: "\($0)"))
            }
            try await client.enqueue(requests)
            #expect(
                try await broker.apply(.archive, in: "default", state: .pending, group: nil) == ArchiveLimit.count)
            try await broker.deleteExpired(in: ["default"])
            #expect(try await broker.statistics(of: "default").counts == [.archived: ArchiveLimit.count])
            // Nothing is left of the one that is gone.
            #expect(await codeThrown { _ = try await broker.task("oldest", in: "default") } == .notFound)
            try await client.add("oldest")
            #expect(try await broker.apply(.delete, in: "default", state: .archived, group: nil) == ArchiveLimit.count)
            #expect(try await broker.statistics(of: "default").counts == [.pending: 1])
        }
    }
}
