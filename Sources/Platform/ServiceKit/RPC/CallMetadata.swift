public import GRPCCore

/// What travels beside a gRPC message: for whom, by whom and why the call is made.
///
/// The contracts have no fields for it, and peers that do not know it ignore it.
public struct CallMetadata: Sendable, Hashable {
    /// The signed-in user on whose behalf the call is made. The owner of the data answers "not found" for what is
    /// another user's. Services that call on their own behalf leave it out.
    public var userID: UserID?
    /// A client's key that makes creating safe to repeat.
    public var idempotencyKey: String?
    /// Who asks for a change, for the record: `order-mq`, `guest:17`.
    public var actor: String?
    /// Why, for the record.
    public var reason: String?

    public init(
        userID: UserID? = nil, idempotencyKey: String? = nil, actor: String? = nil, reason: String? = nil
    ) {
        self.userID = userID
        self.idempotencyKey = idempotencyKey
        self.actor = actor
        self.reason = reason
    }

    /// Whether the call may see and change what belongs to a user: it is made on that user's behalf, or on a service's
    /// own. Owners of data ask this, and answer "not found" otherwise.
    public func mayAct(for owner: UserID) -> Bool {
        userID == nil || userID == owner
    }

    /// Reads the metadata of a call that came in.
    public init(_ metadata: Metadata) {
        // What is no number speaks for nobody; it must not pass for a service's own call, which may see everything.
        userID = metadata.firstString("x-user-id").map { UserID($0) ?? Self.nobody }
        idempotencyKey = metadata.firstString("idempotency-key")
        actor = metadata.firstString("x-actor")
        reason = metadata.firstString("x-reason")
    }

    /// A number that no user has.
    private static let nobody: UserID = 0

    /// The metadata of a call that goes out.
    public var metadata: Metadata {
        var metadata = Metadata()
        if let userID { metadata.addString(String(userID), forKey: "x-user-id") }
        if let idempotencyKey { metadata.addString(idempotencyKey, forKey: "idempotency-key") }
        if let actor { metadata.addString(actor, forKey: "x-actor") }
        if let reason { metadata.addString(reason, forKey: "x-reason") }
        return metadata
    }
}

extension Metadata {
    fileprivate func firstString(_ key: String) -> String? {
        self[stringValues: key].first { _ in true }
    }
}
