/// Who talks to which server, as errors name it.
struct RedisAccount: Sendable {
    /// `nil` for the server's default user.
    let user: String?
    let place: String
}
