import ServiceKit

/// How much of a list a caller may ask for at once.
enum Paging {
    static let sizes: ClosedRange<Int64> = 1...100
    /// A page far down costs as much as all those before it, so there is a last one.
    static let pages: ClosedRange<Int64> = 1...10_000

    static func size(_ pageSize: Int64) throws(ServiceError) -> Int64 {
        guard sizes.contains(pageSize) else {
            throw ServiceError(.parameter, "pageSize must be 1 to 100")
        }
        return pageSize
    }
}

/// A page of a list, by its number.
struct NumberedPage: Sendable {
    let size: Int64
    let offset: Int64

    /// - Parameter page: from 1.
    /// - Throws: `ServiceError` that names the field.
    init(page: Int64, pageSize: Int64) throws(ServiceError) {
        guard Paging.pages.contains(page) else {
            throw ServiceError(.parameter, "page must be 1 to 10000")
        }
        size = try Paging.size(pageSize)
        offset = (page - 1) * size
    }
}

/// A page of a list that runs from the largest id down, by where the page before it ended.
struct DescendingPage: Sendable {
    let size: Int64
    /// The page's ids are smaller.
    let bound: Int64

    /// - Parameter lastID: 0 for the first page, else the smallest id of the page before.
    /// - Throws: `ServiceError` that names the field.
    init(lastID: Int64, pageSize: Int64) throws(ServiceError) {
        guard lastID >= 0 else {
            throw ServiceError(.parameter, "lastId must not be negative")
        }
        size = try Paging.size(pageSize)
        bound = lastID == 0 ? .max : lastID
    }
}
