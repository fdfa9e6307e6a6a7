/// The requests that can be made to fail, by their numbers in Kafka's protocol.
enum RequestKind: Int16, CaseIterable {
    case produce = 0
    case fetch = 1
    case listOffsets = 2
    case metadata = 3
    case offsetCommit = 8
    case offsetFetch = 9
    case findCoordinator = 10
    case joinGroup = 11
    case heartbeat = 12
    case leaveGroup = 13
    case syncGroup = 14
    case initProducerId = 22

    init(_ name: some StringProtocol) throws {
        guard let kind = Self.allCases.first(where: { "\($0)".lowercased() == name.lowercased() }) else {
            throw StandInError(
                "there is no request «\(name)»; there are \(Self.allCases.map { "\($0)" }.joined(separator: ", "))")
        }
        self = kind
    }
}
