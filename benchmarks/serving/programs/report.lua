-- Asks each line of a file of queries in turn where one is named, and tells what came as JSON.
local questions, at = {}, 0

function init(arguments)
  if arguments[1] then
    for line in io.lines(arguments[1]) do
      questions[#questions + 1] = wrk.format("GET", wrk.path .. "?" .. line)
    end
    request = function()
      at = at % #questions + 1
      return questions[at]
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '\n{"requests": %d, "microseconds": %d, "wrong": %d, "lost": %d, "p50": %d, "p99": %d}',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)
  ))
end
