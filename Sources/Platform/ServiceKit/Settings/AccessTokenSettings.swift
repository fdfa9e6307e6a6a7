public import Settings

/// How access tokens are signed.
public struct AccessTokenSettings: Sendable {
    public static let secret = Setting<SecretText?>.secret(
        "jwt.secret", minimumLength: AccessTokens.minimumSecretLength,
        "Signs access tokens; a secret for development is generated unless set.")
    public static let previousSecret = Setting<SecretText?>.secret(
        "jwt.previousSecret", minimumLength: AccessTokens.minimumSecretLength,
        "The secret before jwt.secret: its tokens are still accepted while it is being replaced.")
    public static let expiresAfter = Setting<Duration>.duration(
        "jwt.expiresAfter", default: .seconds(7 * 86_400), in: .seconds(1) ... .seconds(3650 * 86_400),
        "How long an access token is valid.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [secret, previousSecret, expiresAfter]

    public var secret: SecretText?
    public var previousSecret: SecretText?
    public var expiresAfter: Duration

    public init(_ values: LoadedSettings) {
        secret = values[Self.secret]
        previousSecret = values[Self.previousSecret]
        expiresAfter = values[Self.expiresAfter]
    }

    /// What signs and checks tokens.
    /// - Parameter generated: makes the secret where none is set.
    public func tokens(generated: () throws -> String) async rethrows -> AccessTokens {
        await AccessTokens(
            secret: try secret?.revealed ?? generated(), previousSecret: previousSecret?.revealed,
            expiresAfter: expiresAfter)
    }
}
