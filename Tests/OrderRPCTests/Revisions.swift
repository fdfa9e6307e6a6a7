import GRPCCore
import SwiftProtobuf
import Synchronization
import TravelContract

/// The part of travel-rpc that tells the catalogue's revision. Of the rest of its service it knows nothing.
final class Revisions: Pb_travelCatalogue.SimpleServiceProtocol {
    private let state = Mutex((isDown: false, revision: Int64(1), questions: 0))

    /// How often it was asked.
    var questions: Int { state.withLock { $0.questions } }

    func setDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    func advance() {
        state.withLock { $0.revision += 1 }
    }

    func catalogueRevision(
        request: Pb_CatalogueRevisionReq, context: ServerContext
    ) async throws -> Pb_CatalogueRevisionResp {
        let (isDown, revision) = state.withLock { state in
            state.questions += 1
            return (state.isDown, state.revision)
        }
        if isDown { throw RPCError(code: .unavailable, message: "travel-rpc is down") }
        return .with { $0.revision = revision }
    }

    func homestayPage(request: Pb_HomestayPageReq, context: ServerContext) async throws -> Pb_HomestaysResp { .init() }

    func businessHomestays(
        request: Pb_BusinessHomestaysReq, context: ServerContext
    ) async throws -> Pb_HomestaysResp { .init() }

    func guessHomestays(
        request: Pb_GuessHomestaysReq, context: ServerContext
    ) async throws -> Pb_HomestaysResp { .init() }

    func businessPage(
        request: Pb_BusinessPageReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp { .init() }

    func bestBusinesses(
        request: Pb_BestBusinessesReq, context: ServerContext
    ) async throws -> Pb_HomestayBusinessesResp { .init() }

    func businessDetail(
        request: Pb_BusinessDetailReq, context: ServerContext
    ) async throws -> Pb_BusinessDetailResp { .init() }

    func commentPage(
        request: Pb_CommentPageReq, context: ServerContext
    ) async throws -> Pb_HomestayCommentsResp { .init() }
}
