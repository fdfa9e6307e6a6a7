import EventLog
import Foundation

extension KafkaConfiguration {
    /// Checks what can be checked without a cluster.
    /// - Throws: ``EventLogError`` with the code `invalidArgument`, which names the culprit.
    func validate() throws(EventLogError) {
        try check(sessionTimeout, in: .seconds(1) ... .seconds(1800), "the session's time-out")
        try check(rebalanceTimeout, in: sessionTimeout ... .seconds(86_400), "the time to finish before a rebalance")
        try check(messageTimeout, in: .milliseconds(100) ... .seconds(3600), "the time-out of a message")
        try check(requestTimeout, in: .milliseconds(100) ... .seconds(300), "the time-out of a request")
        try check(longestFetchWait, in: .milliseconds(1) ... .seconds(10), "the longest wait of a fetch")
        try check(readAheadKiB, in: 1...2_097_151, "the KiB read ahead")
        try check(partitions, in: 1...10_000, "a topic's partitions")
        if let replication { try check(replication, in: 1...1000, "a topic's replication") }
        guard !clientID.isEmpty else { throw EventLogError(.invalidArgument, "the client's name is empty") }
        if let credentials, credentials.user.isEmpty || credentials.password.isEmpty {
            throw EventLogError(.invalidArgument, "signing in to Kafka takes a user and a password, neither empty")
        }
        if let tls { try check(tls) }
    }

    private func check(_ tls: KafkaTLS) throws(EventLogError) {
        guard (tls.certificateFile == nil) == (tls.privateKeyFile == nil) else {
            throw EventLogError(
                .invalidArgument, "a client's certificate and its private key are given together or not at all")
        }
        let files = [
            ("authorities", tls.authorityFile), ("certificate", tls.certificateFile),
            ("private key", tls.privateKeyFile),
        ]
        for (name, file) in files {
            guard let file, !FileManager.default.isReadableFile(atPath: file) else { continue }
            throw EventLogError(.invalidArgument, "the file of the \(name), \(file), cannot be read")
        }
    }

    private func check<Value: Comparable>(
        _ value: Value, in range: ClosedRange<Value>, _ name: String
    ) throws(EventLogError) {
        guard range.contains(value) else {
            throw EventLogError(
                .invalidArgument, "\(name) is \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
    }
}
