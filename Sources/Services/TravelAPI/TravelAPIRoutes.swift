public import ServiceKit
public import TravelContract
public import UsercenterContract

/// travel-api: the homestay catalogue over HTTP, as `travel.api` describes it. Anyone may call it.
public struct TravelAPIRoutes: Sendable {
    let travel: any Pb_travel.ClientProtocol
    let catalogue: any Pb_travelCatalogue.ClientProtocol
    let profiles: Profiles

    /// - Parameter users: knows the names of hosts and of those who comment.
    public init(
        travel: any Pb_travel.ClientProtocol, catalogue: any Pb_travelCatalogue.ClientProtocol,
        users: any Pb_usercenter.ClientProtocol
    ) {
        self.travel = travel
        self.catalogue = catalogue
        profiles = Profiles(users: users)
    }

    /// Adds the endpoints of `travel.api`.
    public func add(to routes: ServiceRoutes) throws {
        try routes.api.register(homestay: self)
        try routes.api.register(homestayBussiness: self)
        try routes.api.register(homestayComment: self)
        routes.add(.travel)
    }
}
