require "test/unit"

class SumTest < Test::Unit::TestCase
  def test_adds = assert_equal(3, 1 + 2)
end
