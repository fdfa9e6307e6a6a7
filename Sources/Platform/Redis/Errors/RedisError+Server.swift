extension RedisError {
    /// The error that a server answered to a command.
    public init(_ error: RedisServerError) {
        let prefix = error.prefix
        switch prefix {
        case "WRONGPASS", "NOAUTH", "NOPERM":
            self.init(.authenticationFailed, error.message, cause: error)
        default:
            self.init(.serverError(prefix), error.message, cause: error)
        }
    }

    /// The same error, naming who was refused where, if that is what it is about.
    func naming(_ account: RedisAccount) -> RedisError {
        guard code == .authenticationFailed else { return self }
        var error = self
        error.message = "\(account.place) refused user \"\(account.user ?? "default")\": \(message)"
        return error
    }

    /// The same failure for a command that may, or cannot, have reached the server.
    func with(mayHaveRun: Bool) -> RedisError {
        var error = self
        error.mayHaveRun = mayHaveRun
        return error
    }
}

extension RedisError {
    static func cancelled(mayHaveRun: Bool) -> RedisError {
        RedisError(.cancelled, "the calling task was cancelled", mayHaveRun: mayHaveRun)
    }
}
