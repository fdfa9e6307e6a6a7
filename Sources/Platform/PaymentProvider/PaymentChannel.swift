/// The one way in which a system is paid: a sandbox, in which anyone plays paying, or a provider of real money. There is
/// no way to have both.
public enum PaymentChannel: Sendable {
    case sandbox(SandboxProvider)
    case live(any PaymentProvider)

    /// The provider, whichever it is.
    public var provider: any PaymentProvider {
        switch self {
        case .sandbox(let sandbox): sandbox
        case .live(let provider): provider
        }
    }
}
