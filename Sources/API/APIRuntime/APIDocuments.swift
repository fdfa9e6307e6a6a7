/// A service's contract for those who call it.
public struct APIDocuments: Sendable {
    /// The service's name, as the `.api` file has it.
    public let service: String
    /// The contract as an OpenAPI document, JSON.
    public let openAPI: String
    /// The contract to be read by people, HTML without anything loaded from elsewhere.
    public let referencePage: String

    public init(service: String, openAPI: String, referencePage: String) {
        self.service = service
        self.openAPI = openAPI
        self.referencePage = referencePage
    }
}
