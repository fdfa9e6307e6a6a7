import Testing

@testable import EventLogSQLite

@Suite struct GroupPlanTests {
    /// A view of one topic; partitions have the rows 0, 1, ….
    private func view(members: [String], owners: [String?]) -> GroupView {
        let partitions = owners.enumerated().map { index, owner in
            GroupView.Partition(id: Int64(index), topic: "t", number: index, owner: owner, committed: 0, end: 0)
        }
        return GroupView(members: ["t": members], partitions: partitions)
    }

    private func plan(
        _ view: GroupView, _ member: String, held: Set<Int64> = [], ending: Set<Int64> = []
    ) -> GroupPlan {
        GroupPlan(view, member: member, topics: ["t"], held: held, ending: ending)
    }

    @Test("a member alone takes everything")
    func alone() {
        let plan = plan(view(members: ["a"], owners: [nil, nil, nil]), "a")
        #expect(plan.claims.map(\.id) == [0, 1, 2])
    }

    @Test("a member with more than its share gives up the rest")
    func surplus() {
        let view = view(members: ["a", "b"], owners: ["a", "a", "a", "a"])
        let plan = plan(view, "a", held: [0, 1, 2, 3])
        #expect(plan.surplus == [2, 3])
        #expect(plan.claims.isEmpty)
    }

    @Test("what is being given up already counts as given up")
    func ending() {
        let view = view(members: ["a", "b"], owners: ["a", "a", "a", "a"])
        #expect(plan(view, "a", held: [0, 1, 2, 3], ending: [2, 3]).surplus.isEmpty)
    }

    @Test("a member does not take anew what it still holds itself")
    func held() {
        let view = view(members: ["a"], owners: [nil, nil])
        #expect(plan(view, "a", held: [0], ending: [0]).claims.map(\.id) == [1])
    }

    @Test("a member takes up what belongs to it and it does not read")
    func adoption() {
        let plan = plan(view(members: ["a"], owners: ["a", "a"]), "a", held: [1])
        #expect(plan.adoptions.map(\.id) == [0])
    }

    @Test("who is not a member of the group gets nothing")
    func stranger() {
        let plan = plan(view(members: ["a"], owners: [nil, nil]), "b")
        #expect(plan.claims.isEmpty && plan.surplus.isEmpty && plan.adoptions.isEmpty)
    }

    @Test("the shares add up to all partitions and differ by one at most", arguments: 0...9, 1...5)
    func shares(partitions: Int, members: Int) {
        for topic in ["a", "b", "orders", "payment-update-paystatus-topic"] {
            let shares = (0..<members).map {
                GroupPlan.share(of: partitions, topic: topic, place: $0, members: members)
            }
            #expect(shares.reduce(0, +) == partitions)
            #expect(shares.max()! - shares.min()! <= 1)
        }
    }
}
