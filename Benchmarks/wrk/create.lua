-- Orders one random night of the homestay that the benchmark added, as one of 64 guests.
-- Arguments: <homestay id> <file of tokens> <first day, Unix seconds>
local tokens, homestay, first = {}, nil, nil
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  homestay, first = args[1], tonumber(args[3])
  for line in io.lines(args[2]) do tokens[#tokens + 1] = line end
  math.randomseed(os.time() + seed)
  wrk.method = "POST"
  wrk.path = "/order/v1/homestayOrder/createHomestayOrder"
end

function request()
  local day = first + math.random(0, 364) * 86400
  return wrk.format(nil, nil, { ["Authorization"] = tokens[math.random(#tokens)], ["Content-Type"] = "application/json" },
    string.format('{"homestayId":%s,"isFood":false,"liveStartTime":%d,"liveEndTime":%d,"livePeopleNum":1,"remark":""}',
      homestay, day, day + 86400))
end
