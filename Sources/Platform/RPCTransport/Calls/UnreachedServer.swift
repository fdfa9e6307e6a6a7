/// Why a call reached no server: the cause of such a call's error.
///
/// Nothing was done for the call, and it failed at once: whoever counts what a server does wrong leaves it out.
public struct UnreachedServer: Error, CustomStringConvertible {
    /// What happened instead, where that is known.
    public let cause: (any Error)?

    public var description: String { cause.map { "\($0)" } ?? "no server was reached" }
}
