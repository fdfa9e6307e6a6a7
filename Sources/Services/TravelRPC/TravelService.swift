import GRPCCore
import ServiceKit
import TravelContract

/// `pb.travel`, which each order asks for the homestay it is about.
struct TravelService: Pb_travel.SimpleServiceProtocol {
    let homestays: HomestayStore

    /// The homestay also where it is off the shelf: that is for the caller to judge.
    func homestayDetail(
        request: Pb_HomestayDetailReq, context: ServerContext
    ) async throws -> Pb_HomestayDetailResp {
        var response = Pb_HomestayDetailResp()
        if let homestay = try await homestays.homestay(request.id) {
            response.homestay = Pb_Homestay(homestay)
        }
        return response
    }
}
