import APILanguage

extension APIModel {
    /// What the API is for: `desc` or `description` of the `info` block.
    var description: String? { info("desc") ?? info("description") }
}
