/// What hashing a password costs (RFC 7914).
struct ScryptParameters: Sendable, Hashable {
    /// The binary logarithm of N, the cost in time and memory.
    var logRounds: Int
    /// r: with N = 2^14 and r = 8 a hash takes 16 MiB.
    var blockSize: Int
    /// p.
    var parallelism: Int

    /// For passwords that are set from now on. Older ones are hashed anew when their user signs in.
    static let current = ScryptParameters(logRounds: 14, blockSize: 8, parallelism: 1)

    var rounds: Int { 1 << logRounds }

    /// What a stored hash may ask for, so that a damaged one cannot ask for all the memory there is.
    var isReasonable: Bool {
        (1...20).contains(logRounds) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
    }
}
