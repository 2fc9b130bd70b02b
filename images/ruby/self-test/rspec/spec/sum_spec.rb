RSpec.describe "a sum" do
  it("adds") { expect(1 + 2).to eq(3) }
end
