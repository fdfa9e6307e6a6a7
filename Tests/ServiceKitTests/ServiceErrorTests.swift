import Database
import GRPCCore
import HTTPTypes
import JSON
import ServiceKit
import Testing

@Suite("Errors")
struct ServiceErrorTests {
    @Test("keep their code, kind and message on the way through gRPC", arguments: ServiceError.Kind.allCases)
    func roundTrip(_ kind: ServiceError.Kind) {
        let error = ServiceError(.init(400_777, "SOMETHING", kind), "something «odd»")
        let received = ServiceError(RPCError(error))
        #expect(received.code == error.code)
        #expect(received.message == error.message)
        #expect(received.status == error.status)
    }

    @Test("do not carry their cause out of the process")
    func cause() {
        let cause = DatabaseError(.storage, "disk full", sql: "INSERT INTO secret")
        let error = RPCError(ServiceError(.server, "internal error", cause: cause))
        #expect(!error.message.contains("disk"))
        #expect(!error.metadata.contains { "\($0)".contains("secret") })
    }

    @Test(
        "of foreign services are told by their status alone",
        arguments: [
            (RPCError.Code.unavailable, 503), (.deadlineExceeded, 504), (.invalidArgument, 400), (.internalError, 500),
            (.unknown, 500), (.resourceExhausted, 429), (.unauthenticated, 401), (.permissionDenied, 403),
            (.notFound, 404),
            (.failedPrecondition, 409), (.alreadyExists, 409),
        ])
    func foreign(_ code: RPCError.Code, _ status: Int) {
        #expect(ServiceError(RPCError(code: code, message: "whatever")).status.code == status)
    }

    @Test("with details that are no details are told by their status")
    func brokenDetails() {
        let error = RPCError(
            code: .unavailable, message: "down", metadata: ["grpc-status-details-bin": .binary([0xFF, 0xFF, 0x01])])
        #expect(ServiceError(error).status == .serviceUnavailable)
    }

    @Test("that nobody foresaw say nothing of the inside")
    func unforeseen() {
        struct Odd: Error { let path = "/etc/passwd" }
        #expect(ServiceError(Odd() as any Error).message == "internal error")
        let database = ServiceError(DatabaseError(.other, "near WHERE", sql: "SELECT 1") as any Error)
        #expect(database.message == "database error")
        #expect(database.code.number == 100_005)
    }

    @Test(
        "of the database say whether to ask again",
        arguments: [
            (DatabaseError.Code.unavailable, 503), (.conflict, 503), (.storage, 503), (.commitUnknown, 504),
            (.other, 500),
        ])
    func database(_ code: DatabaseError.Code, _ status: Int) {
        #expect(ServiceError(DatabaseError(code, "whatever") as any Error).status.code == status)
    }

    @Test("of JSON name the field")
    func json() {
        let error = ServiceError(JSONError("pageSize is missing", field: "pageSize") as any Error)
        #expect(error.code == .parameter)
        #expect(error.message == "pageSize is missing")
    }
}
