import Clocks
import TaskQueue
import Testing

@Suite("a broker collects tasks in groups")
struct GroupConformance {
    private let group = TaskOptions(group: "g")

    @Test("a group waits until it is as large as a set, and gives its oldest members", arguments: BrokerFixture.all)
    func size(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let policy = GroupPolicy(maxSize: 3)
            try await client.add("z", group)
            clock.advance(by: .seconds(1))
            try await client.add("a", group)
            #expect(
                try await broker.takeSet(from: "g", in: "default", policy: policy, for: .seconds(120))
                    == .notBefore(clock.now + .seconds(60)))
            clock.advance(by: .seconds(1))
            try await client.add("b", group)
            try await client.add("c", group)
            let set = try await broker.set(policy)
            #expect(set.queue == "default")
            #expect(set.group == "g")
            #expect(set.tasks.map(\.id) == ["z", "a", "b"])
            #expect(set.tasks[0].group == "g")
            #expect(set.expiresAt == clock.now + .seconds(120))
            #expect(try await broker.groupSizes(in: "default") == [GroupSize(group: "g", size: 1)])
        }
    }

    @Test("a group is aggregated when nothing has joined it for the grace period", arguments: BrokerFixture.all)
    func gracePeriod(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let policy = GroupPolicy(gracePeriod: .seconds(10))
            try await client.add("a", group)
            clock.advance(by: .seconds(9))
            try await client.add("b", group)
            clock.advance(by: .seconds(9))
            #expect(
                try await broker.takeSet(from: "g", in: "default", policy: policy, for: .seconds(120))
                    == .notBefore(clock.now + .seconds(1)))
            clock.advance(by: .seconds(1))
            #expect(try await broker.set(policy).tasks.map(\.id) == ["a", "b"])
        }
    }

    @Test("a group is aggregated when its oldest member has waited for the longest delay", arguments: BrokerFixture.all)
    func delay(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            let policy = GroupPolicy(maxDelay: .seconds(20), gracePeriod: .seconds(15))
            let due = clock.now + .seconds(20)
            try await client.add("a", group)
            clock.advance(by: .seconds(14))
            try await client.add("b", group)
            #expect(
                try await broker.takeSet(from: "g", in: "default", policy: policy, for: .seconds(120))
                    == .notBefore(due))
            clock.set(to: due)
            #expect(try await broker.set(policy).tasks.map(\.id) == ["a", "b"])
        }
    }

    @Test("an empty group is never due", arguments: BrokerFixture.all)
    func empty(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            #expect(
                try await broker.takeSet(from: "g", in: "none", policy: .init(maxSize: 1), for: .seconds(120))
                    == .notBefore(nil))
            #expect(try await broker.groups(in: "none").isEmpty)
            try await client.add("a", group)
            _ = try await broker.set(.init(maxSize: 1))
            #expect(
                try await broker.takeSet(from: "g", in: "default", policy: .init(maxSize: 1), for: .seconds(120))
                    == .notBefore(nil))
            #expect(try await broker.groups(in: "default").isEmpty)
        }
    }

    @Test("the groups of a queue are known by name and size", arguments: BrokerFixture.all)
    func names(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("1", .init(group: "b"))
            try await client.add("2", .init(group: "a:ü {x}"))
            try await client.add("3", .init(group: "b"))
            try await client.add("4", .init(queue: "other", group: "c"))
            try await client.add("5")
            #expect(try await broker.groups(in: "default") == ["a:ü {x}", "b"])
            #expect(
                try await broker.groupSizes(in: "default")
                    == [GroupSize(group: "a:ü {x}", size: 1), GroupSize(group: "b", size: 2)])
            let statistics = try await broker.statistics(of: "default")
            #expect(statistics.groupCount == 2)
            #expect(statistics.counts == [.aggregating: 3, .pending: 1])
            #expect(await codeThrown { _ = try await broker.groupSizes(in: "none") } == .notFound)
        }
    }

    @Test("a member is not handed out, and another group's is not in the set", arguments: BrokerFixture.all)
    func members(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            #expect(try await client.add("a", group).state == .aggregating)
            try await client.add("b", .init(group: "h"))
            #expect(try await broker.take().isEmpty)
            #expect(try await broker.set(.init(maxSize: 1)).tasks.map(\.id) == ["a"])
            #expect(try await broker.task("b", in: "default").state == .aggregating)
        }
    }

    @Test("of ten who take sets at once, each member goes to one", arguments: BrokerFixture.all)
    func takers(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            let ids = (10..<60).map(String.init)
            try await client.enqueue(
                ids.map { TaskRequest(type: "t", payload: [], options: .init(taskID: $0, group: "g")) })
            let taken = try await withThrowingTaskGroup(of: [String].self) { takers in
                for _ in 0..<10 {
                    takers.addTask {
                        var ids: [String] = []
                        while case .set(let set) = try await broker.takeSet(
                            from: "g", in: "default", policy: .init(maxSize: 5), for: .seconds(120))
                        {
                            ids += set.tasks.map(\.id)
                        }
                        return ids
                    }
                }
                return try await takers.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.sorted() == ids)
        }
    }

    @Test("a scheduled or retried task joins its group when it is due", arguments: BrokerFixture.all)
    func forwarded(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            #expect(try await client.add("a", .init(processIn: .seconds(10), group: "g")).state == .scheduled)
            #expect(try await broker.groups(in: "default").isEmpty)
            try await client.add("b", group)
            try await broker.run("b", in: "default")
            let task = try await broker.take()[0]
            try await broker.settle(task, .retry(at: clock.now + .seconds(11), error: "e", isFailure: true))
            clock.advance(by: .seconds(11))
            #expect(try await broker.forwardDue(in: ["default"]) == nil)
            #expect(try await broker.take().isEmpty)
            #expect(try await broker.statistics(of: "default").counts == [.aggregating: 2])
            #expect(try await broker.set(.init(maxSize: 2)).tasks.map(\.id) == ["a", "b"])
        }
    }

    @Test("a signal follows whatever joins a group", .timeLimit(.minutes(10)), arguments: BrokerFixture.all)
    func signals(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, clock in
            var grouped = broker.signals(.grouped, in: ["default"]).makeAsyncIterator()
            try await client.add("a", group)
            try #require(await grouped.next() != nil)
            try await client.add("b", .init(processIn: .seconds(1), group: "g"))
            clock.advance(by: .seconds(1))
            _ = try await broker.forwardDue(in: ["default"])
            try #require(await grouped.next() != nil)
            _ = try await broker.set(.init(maxSize: 2))
            clock.advance(by: .seconds(121))
            try await broker.reclaimSets(in: ["default"])
            try #require(await grouped.next() != nil)
        }
    }
}

extension Broker {
    /// Takes a set, which must be due, from the group `g` in `default`, for two minutes.
    func set(_ policy: GroupPolicy) async throws -> AggregationSet {
        let taking = try await takeSet(from: "g", in: "default", policy: policy, for: .seconds(120))
        guard case .set(let set) = taking else {
            throw TaskQueueError(.wrongState, "the group gave no set: \(taking)")
        }
        return set
    }
}
