import ArgumentParser

/// A topic as an option or a command names it: `name:partitions`.
struct TopicSpecification: ExpressibleByArgument {
    let name: String
    let partitions: Int

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let partitions = Int(parts[1]), (1...10_000).contains(partitions)
        else { throw StandInError("«\(text)» is no topic: it reads name:partitions, with 1 to 10000 partitions") }
        name = String(parts[0])
        self.partitions = partitions
    }

    init?(argument: String) {
        // The parser of options has its own words for what is wrong.
        guard let topic = try? TopicSpecification(argument) else { return nil }
        self = topic
    }
}
