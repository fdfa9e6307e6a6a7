/// The number of a user.
public typealias UserID = Int64
