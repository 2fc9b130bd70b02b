local function machine(host)
  local rc = io.open(os.getenv("HOME") .. "/.netrc", "r")
  if not rc then
    return nil
  end
  return rc:read("*a"):match("machine%s+" .. host .. "%s+login%s+(%S+)")
end
return { machine = machine }
