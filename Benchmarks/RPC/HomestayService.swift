import GRPCCore
import SwiftProtobuf
import TravelContract

/// Answers with a homestay of usual size, about 400 bytes.
struct HomestayService: Pb_travel.SimpleServiceProtocol {
    private let answer = Pb_HomestayDetailResp.with {
        $0.homestay.id = 1
        $0.homestay.title = "A courtyard house by the lake"
        $0.homestay.subTitle = "Two rooms, a stove and a boat"
        $0.homestay.banner = "https://images.example/1.jpg,https://images.example/2.jpg"
        $0.homestay.info = String(repeating: "Quiet nights, early birds. ", count: 8)
        $0.homestay.peopleNum = 4
        $0.homestay.homestayPrice = 48_800
    }

    func homestayDetail(request: Pb_HomestayDetailReq, context: ServerContext) async throws -> Pb_HomestayDetailResp {
        answer
    }
}
