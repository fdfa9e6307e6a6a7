import GRPCCore
import GRPCInProcessTransport
import MqueueContract
import SwiftProtobuf
import Synchronization
import TravelContract

typealias InProcess = InProcessTransport.Client

/// A catalogue of three homestays that a test can change.
final class Catalogue: Pb_travel.SimpleServiceProtocol {
    /// Sold by room, 200 yuan a night, 4 people.
    static let room: Int64 = 1
    /// Sold by person, 80 yuan a night, 6 people, breakfast 15 yuan.
    static let dormitory: Int64 = 2
    static let offTheShelf: Int64 = 3

    private let homestays: Mutex<[Int64: Pb_Homestay]>
    private let state = Mutex((isDown: false, reads: 0))

    /// How often it was asked for a homestay.
    var reads: Int { state.withLock { $0.reads } }

    func setDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    init() {
        let room = Pb_Homestay.with {
            $0.id = Self.room
            $0.title = "Lakeside room"
            $0.subTitle = "Hangzhou"
            $0.banner = "https://example.com/1.jpg,https://example.com/2.jpg"
            $0.peopleNum = 4
            $0.rowState = 1
            $0.homestayPrice = 20_000
            $0.foodPrice = 3_000
            $0.userID = 99
        }
        var dormitory = room
        dormitory.id = Self.dormitory
        dormitory.rowType = 1
        dormitory.peopleNum = 6
        dormitory.homestayPrice = 8_000
        dormitory.foodPrice = 1_500
        var offTheShelf = room
        offTheShelf.id = Self.offTheShelf
        offTheShelf.rowState = 0
        homestays = Mutex([Self.room: room, Self.dormitory: dormitory, Self.offTheShelf: offTheShelf])
    }

    func change(_ id: Int64, _ change: (inout Pb_Homestay) -> Void) {
        homestays.withLock { homestays in
            if var homestay = homestays[id] {
                change(&homestay)
                homestays[id] = homestay
            }
        }
    }

    func homestayDetail(request: Pb_HomestayDetailReq, context: ServerContext) async throws -> Pb_HomestayDetailResp {
        let isDown = state.withLock { state in
            state.reads += 1
            return state.isDown
        }
        if isDown { throw RPCError(code: .unavailable, message: "travel-rpc is down") }
        let homestay = homestays.withLock { $0[request.id] }
        return .with { if let homestay { $0.homestay = homestay } }
    }
}

/// A queue that remembers what it was given, and can be down.
final class Queue: Pb_mqueue.SimpleServiceProtocol {
    private struct State {
        var isDown = false
        var closing: [String] = []
    }

    private let state = Mutex(State())

    /// The orders whose close task was enqueued, with repetitions.
    var closing: [String] { state.withLock { $0.closing } }

    func setDown(_ isDown: Bool) {
        state.withLock { $0.isDown = isDown }
    }

    func aqDeferHomestayOrderClose(
        request: Pb_AqDeferHomestayOrderCloseReq, context: ServerContext
    ) async throws -> Pb_AqDeferHomestayOrderCloseResp {
        try state.withLock { state in
            guard !state.isDown else { throw RPCError(code: .unavailable, message: "the queue is down") }
            state.closing.append(request.sn)
        }
        return .init()
    }

    func kqPaymenStatusUpdate(
        request: Pb_KqPaymenStatusUpdateReq, context: ServerContext
    ) async throws -> Pb_KqPaymenStatusUpdateResp {
        .init()
    }

    func sendWxMiniSubMessage(
        request: Pb_SendWxMiniSubMessageReq, context: ServerContext
    ) async throws -> Pb_SendWxMiniSubMessageResp {
        .init()
    }
}
