public import GRPCCore

/// The methods that may be called twice for one answer.
public struct IdempotentMethods: Sendable {
    private struct Name: Hashable {
        let service: String
        let method: String
    }

    private let names: Set<Name>

    public init(_ methods: some Sequence<MethodDescriptor>) {
        names = Set(methods.map { Name(service: $0.service.fullyQualifiedService, method: $0.method) })
    }

    public func contains(_ method: MethodDescriptor) -> Bool {
        names.contains(Name(service: method.service.fullyQualifiedService, method: method.method))
    }
}
