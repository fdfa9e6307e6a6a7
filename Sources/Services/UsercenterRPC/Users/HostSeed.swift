import Clocks
import Database
import ServiceKit

/// Writes the hosts of the sample catalogue. A host is known by the mobile number.
struct HostSeed: Sendable {
    let now: Timestamp

    /// - Returns: the hosts' user ids, older ones where they were there already.
    func write(to database: any Database) async throws -> [UserID] {
        let hosts = try Self.hosts.map { host in
            let mobile = try MobileNumber(host.mobile)
            return NewUser(
                mobile: mobile, nickname: host.nickname, avatar: host.avatar, info: host.info,
                key: SignInKey(mobile: mobile), createdAt: now)
        }
        return try await database.write { connection in
            try hosts.map { host in try UserStore.insert(host, connection) ?? older(host.mobile, connection) }
        }
    }

    private func older(_ mobile: MobileNumber, _ connection: any DatabaseConnection) throws -> UserID {
        let id = try connection.firstRow("SELECT id FROM users WHERE mobile = $1", mobile.text) { row in
            try row.next() as UserID
        }
        guard let id else { throw ServiceError(.database, "a host was not stored") }
        return id
    }

    /// No Chinese mobile number begins with 10, so these are nobody's.
    private static let hosts = [
        (mobile: "10000000001", nickname: "Shen Yulan", slug: "shen", info: "Grows tea, and rents out what is spare."),
        (mobile: "10000000002", nickname: "He Zhiqiang", slug: "he", info: "Born in Shuhe. Knows every path."),
        (mobile: "10000000003", nickname: "Wang Shufen", slug: "wang", info: "Farmer, cook, keeper of three dogs."),
        (mobile: "10000000004", nickname: "Chen Haiming", slug: "chen", info: "Surfs before breakfast."),
        (mobile: "10000000005", nickname: "Lin Jiayi", slug: "lin", info: "Travels for a living and knows the hosts."),
    ].map { host in
        (
            mobile: host.mobile, nickname: host.nickname, info: host.info,
            avatar: "https://images.example.com/avatar/\(host.slug).jpg"
        )
    }
}
