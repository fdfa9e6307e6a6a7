-- Posts random lines of a file, each `<token> <body>`. Arguments: <path> <file of requests>
local requests = {}

function init(args)
  for line in io.lines(args[2]) do
    local token, body = line:match("^(%S+) (.+)$")
    requests[#requests + 1] = wrk.format("POST", args[1],
      { ["Authorization"] = token, ["Content-Type"] = "application/json" }, body)
  end
  math.randomseed(os.time())
end

function request()
  return requests[math.random(#requests)]
end
