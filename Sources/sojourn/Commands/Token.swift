import ArgumentParser
import ServiceKit

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an access token, for development.",
        discussion: """
            Signs with the secret that was generated into the data directory. Where jwt.secret is set, the command \
            refuses: the tokens of a real system are made by signing in.
            """)

    @Option(help: ArgumentHelp("The user's number.", valueName: "id"))
    var user: Int64

    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard user > 0 else { throw ValidationError("--user must be at least 1") }
    }

    func run() async throws {
        let settings = try options.load()
        try await StartUp.explaining {
            guard settings.accessTokens.secret == nil else {
                throw StartError("token: jwt.secret is set, so this is no development system; sign in instead")
            }
            let secret = try DataDirectory(path: settings.dataDirectory).secret("jwt.secret")
            let tokens = await AccessTokens(secret: secret, expiresAfter: settings.accessTokens.expiresAfter)
            print(try await tokens.issue(for: user).token)
        }
    }
}
