import GRPCCore
import HealthContract
import SwiftProtobuf

/// The standard health service: <https://github.com/grpc/grpc/blob/master/doc/health-checking.md>.
struct HealthService: Grpc_Health_V1_Health.ServiceProtocol {
    private let health: HealthStatus

    init(_ health: HealthStatus) {
        self.health = health
    }

    func check(
        request: ServerRequest<Grpc_Health_V1_HealthCheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<Grpc_Health_V1_HealthCheckResponse> {
        let status = health.status(of: request.message.service)
        if status == .unknown { throw RPCError(code: .notFound, message: "there is no such service") }
        return ServerResponse(message: Self.response(status))
    }

    /// Says how a service is, now and whenever that changes. A service that is stopping stays so, so that ends the answer.
    func watch(
        request: ServerRequest<Grpc_Health_V1_HealthCheckRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<Grpc_Health_V1_HealthCheckResponse> {
        StreamingServerResponse { writer in
            try await health.watch(request.message.service) { try await writer.write(Self.response($0)) }
            try Task.checkCancellation()
            return [:]
        }
    }

    private static func response(_ status: HealthStatus.Answer) -> Grpc_Health_V1_HealthCheckResponse {
        .with {
            switch status {
            case .serving: $0.status = .serving
            case .notServing: $0.status = .notServing
            case .unknown: $0.status = .serviceUnknown
            }
        }
    }
}
