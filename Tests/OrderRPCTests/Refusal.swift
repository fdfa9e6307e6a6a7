import GRPCCore
import ServiceKit
import Testing

/// Runs a call that must be refused, and returns the error as the caller sees it.
func refusal(
    _ call: () async throws -> some Any, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ServiceError {
    let error = await #expect(throws: RPCError.self, sourceLocation: sourceLocation) { _ = try await call() }
    return ServiceError(try #require(error, sourceLocation: sourceLocation))
}
