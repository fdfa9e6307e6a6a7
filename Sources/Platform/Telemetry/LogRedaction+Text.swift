extension LogRedaction {
    /// A message or a value without the secrets that its own form gives away:
    ///
    /// - what follows `Bearer` or `Basic`, and the value of a header line such as `Cookie: …`
    /// - the password of a URL, `redis://user:[redacted]@host`
    /// - a JSON web token, wherever it stands
    /// - the value in `name=value` and `"name":"value"` where the name is one that is hidden
    ///
    /// A text that has none of these is returned as it is, after one look at each of its bytes.
    func cleaned(_ text: String) -> String {
        guard SecretScan.isWorthwhile(text) else { return text }
        var scan = SecretScan(text, redaction: self)
        return scan.run()
    }
}
