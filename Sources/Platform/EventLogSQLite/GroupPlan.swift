import EventLog

/// What one member has to do so that each member of its group comes to its share.
///
/// Every member works its own share out from the same view and no one leads: a member with more than its share gives
/// partitions up, one with less takes those that are free. The shares add up to all partitions, so that the members
/// come to rest, and a partition moves only where it must.
struct GroupPlan: Sendable, Equatable {
    /// Free partitions to take.
    var claims: [GroupView.Partition] = []
    /// Partitions that belong to the member, but that it does not read: the answer to an earlier claim was lost.
    var adoptions: [GroupView.Partition] = []
    /// Rows of partitions to give up.
    var surplus: [Int64] = []

    /// - Parameters:
    ///   - held: the rows of the partitions that the member reads, or read and has not given back.
    ///   - ending: those among them that are being given up.
    init(_ view: GroupView, member: String, topics: [String], held: Set<Int64>, ending: Set<Int64>) {
        for topic in topics {
            guard let place = view.members[topic]?.firstIndex(of: member), let members = view.members[topic] else {
                continue
            }
            let partitions = view.partitions.filter { $0.topic == topic }
            let owned = partitions.filter { $0.owner == member && !ending.contains($0.id) }
            let share = Self.share(of: partitions.count, topic: topic, place: place, members: members.count)
            adoptions += owned.filter { !held.contains($0.id) }
            if owned.count > share {
                surplus += owned.suffix(owned.count - share).map(\.id)
            } else {
                // What the member still holds locally cannot be taken anew until it has let go of it.
                claims += partitions.filter { $0.owner == nil && !held.contains($0.id) }.prefix(share - owned.count)
            }
        }
    }

    /// How many of a topic's partitions are due to the member at a place in the list of members. Where the division
    /// leaves a rest, the topic's name decides who gets one more, so that it is not the same member for all topics.
    static func share(of partitions: Int, topic: String, place: Int, members: Int) -> Int {
        let turned = (place + Int(Murmur2.hash(Array(topic.utf8)) & 0x7fff_ffff)) % members
        return partitions / members + (turned < partitions % members ? 1 : 0)
    }
}
