import Settings

/// Which pages of other origins may call.
struct CrossOriginSettings: Sendable {
    static let origins = Setting<String?>.optionalString(
        "http.cors.origins", expecting: "origins such as https://app.example.com, with commas between them, or *",
        "The origins whose pages may call, with commas between them; `*` is all. None unless set."
    ) { (try? CrossOriginPolicy(origins: list($0))) != nil }
    static let credentials = Setting<Bool>.boolean(
        "http.cors.credentials", default: false,
        "Whether those pages may send the browser's cookies and sign-ins along; not together with `*`.")

    static let all: [any AnySetting] = [origins, credentials]

    /// `nil` where no page of another origin may.
    let policy: CrossOriginPolicy?

    /// - Throws: ``CrossOriginPolicy/Invalid``, where the settings contradict each other.
    init(_ values: LoadedSettings) throws(CrossOriginPolicy.Invalid) {
        guard let origins = values[Self.origins] else {
            policy = nil
            return
        }
        do {
            policy = try CrossOriginPolicy(
                origins: Self.list(origins), allowsCredentials: values[Self.credentials])
        } catch {
            throw CrossOriginPolicy.Invalid(description: "\(Self.origins.key), \(Self.credentials.key): \(error)")
        }
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    }
}
