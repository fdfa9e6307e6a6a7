import Clocks
import Foundation
import NIOCore
import TaskQueue

@testable import TaskQueueRedis

extension RedisSnapshot {
    /// Where the server's keys are not those that asynq left: the key, and behind a `/` the hash field or the member.
    ///
    /// What is ours alone and asynq never looks at counts as no difference: see ``QueueKeys`` and ``TaskFields``.
    /// - Parameter now: the vector's time, to which relative expiries refer where they were set by the vector's clock.
    func differences(from keys: [VectorKey], now: Timestamp, ignoring ignored: (String) -> Bool = { _ in false })
        -> Set<String>
    {
        var differences: Set<String> = []
        let expected = Dictionary(uniqueKeysWithValues: keys.map { ($0.key, $0) })
        for key in Set(entries.keys).union(expected.keys) where !Self.isOurs(key) && !ignored(key) {
            guard let entry = entries[key], let other = expected[key] else {
                differences.insert(key)
                continue
            }
            if !entry.expires(as: other.expiry, now: now) { differences.insert("\(key)/expiry") }
            differences.formUnion(
                Self.differences(entry.content, other.content).map { $0.isEmpty ? key : "\(key)/\($0)" })
        }
        return differences
    }

    private static func isOurs(_ key: String) -> Bool {
        guard let end = key.range(of: "}:", options: .backwards)?.upperBound else { return false }
        let name = key[end...]
        return ["due", "unreadable", "limited"].contains(name) || name.hasPrefix("claim:")
    }

    private static let ourFields: Set<String> = [
        TaskFields.leaseToken, TaskFields.crashes, TaskFields.crashCounted, TaskFields.limitedAs,
        TaskFields.parked,
    ]

    private static func differences(_ ours: RedisContent, _ theirs: RedisContent) -> Set<String> {
        switch (ours, theirs) {
        case (.hash(let ours), .hash(let theirs)):
            let names = Set(ours.keys).union(theirs.keys).subtracting(ourFields)
            return names.filter { ours[$0] != theirs[$0] }
        case (.sortedSet(let ours), .sortedSet(let theirs)):
            let members = Set(ours.keys).union(theirs.keys).filter { ours[$0] != theirs[$0] }
            return Set(members.map { String(decoding: $0, as: UTF8.self) })
        case (.set(let ours), .set(let theirs)):
            return Set(ours.symmetricDifference(theirs).map { String(decoding: $0, as: UTF8.self) })
        case (.string(let ours), .string(let theirs)):
            return ours == theirs || isSameServer(ours, theirs) ? [] : [""]
        default:
            return ours == theirs ? [] : [""]
        }
    }

    /// The order of a map's entries is up to who encodes it.
    private static func isSameServer(_ ours: [UInt8], _ theirs: [UInt8]) -> Bool {
        guard let ours = try? ServerInfo(encoded: ByteBuffer(bytes: ours)),
            let theirs = try? ServerInfo(encoded: ByteBuffer(bytes: theirs))
        else { return false }  // What is no server's information has been compared byte by byte.
        return ours.queues.count > 1 && ours == theirs
    }
}

extension RedisSnapshot.Entry {
    /// Whether the key stays as long as asynq's, by the vector's clock or by the server's.
    fileprivate func expires(as expected: VectorExpiry, now: Timestamp) -> Bool {
        guard let expiresAt else { return expected.class == "none" }
        if let unix = expected.unix { return expiresAt == unix * 1000 }
        guard let seconds = expected.seconds else { return false }
        let remaining = expiresAt - now.milliseconds
        // The server's own clock goes on while the test looks.
        let byServer = expiresAt - SystemWallClock().now.milliseconds
        return (seconds * 1000 - 999...seconds * 1000).contains(remaining)
            || (seconds * 1000 - 5_000...seconds * 1000).contains(byServer)
    }
}
