import TravelContract

/// A homestay as travel-rpc has it at the moment.
struct HomestayOffer: Sendable, Hashable {
    let homestay: HomestaySnapshot
    let isOnSale: Bool

    init(_ message: Pb_Homestay) {
        homestay = HomestaySnapshot(message)
        isOnSale = message.rowState == 1
    }
}
