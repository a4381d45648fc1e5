namespace CompliantVoiceProxy.Policies.Tests;

public sealed class PolicyStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-policies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("clinic@127.0.0.1", "clinic")]
    [InlineData("CLINIC@Example.ORG", "clinic")]
    [InlineData("clinic@north.example", "north")]
    [InlineData("anything@north.example", "north")]
    [InlineData("clinical@127.0.0.1", null)]
    [InlineData("", null)]
    public void The_longest_literal_that_matches_wins(string called, string? tenant)
    {
        Write("clinic", "clinic@*");
        Write("north", "*@north.example");

        TenantOf(Loaded(), called).Should().Be(tenant);
    }

    [Fact]
    public void An_unknown_address_falls_to_the_default_tenant_where_one_is_named()
    {
        Write("clinic", "clinic@*");
        Write("front", "front@*");

        TenantOf(Loaded(defaultTenant: "front"), "nobody@x").Should().Be("front");
        TenantOf(Loaded(defaultTenant: "missing"), "nobody@x").Should().BeNull();
    }

    [Fact]
    public void A_wrong_file_leaves_the_last_good_revision_in_force_and_says_so()
    {
        Write("clinic", "clinic@*");
        var store = Loaded();
        var good = store.Policies.Single().Revision;

        WriteText("clinic.yaml", "tenant: clinic\nagent: nonsense");
        var changes = Settle(store);

        changes.Should().ContainSingle().Which.Kind.Should().Be(PolicyChangeKind.Refused);
        store.Files.Single().Should().Match<PolicyFileState>(state => state.Revision == good && state.Errors.Length == 2);
        TenantOf(store, "clinic@x").Should().Be("clinic");
        Settle(store).Should().BeEmpty("nothing has changed since");

        Write("clinic", "clinic@*", "desk@*");
        Settle(store).Should().ContainSingle().Which.Kind.Should().Be(PolicyChangeKind.Loaded);
        store.Files.Single().Errors.Should().BeEmpty();
        TenantOf(store, "desk@x").Should().Be("clinic");
    }

    [Fact]
    public void A_file_that_never_was_good_does_not_stop_the_others()
    {
        WriteText("broken.yaml", "{");
        Write("clinic", "clinic@*");
        var store = Loaded();

        store.Policies.Should().ContainSingle();
        store.Files.Select(state => (state.File, state.Revision is null)).Should().Equal(("broken.yaml", true), ("clinic.yaml", false));
    }

    [Fact]
    public void A_change_is_taken_only_when_it_has_stood_still()
    {
        Write("clinic", "clinic@*");
        var store = Loaded();
        var whole = PolicyText.For("clinic", "clinic@*", "desk@*");

        for (var length = 0; length < whole.Length; length += 20)
        {
            WriteText("clinic.yaml", whole[..length]);
            store.Poll().Should().BeEmpty();
        }

        WriteText("clinic.yaml", whole);
        store.Poll().Should().BeEmpty();
        store.Poll().Should().ContainSingle().Which.Kind.Should().Be(PolicyChangeKind.Loaded);
    }

    [Fact]
    public void A_file_renamed_over_another_is_seen_though_its_size_and_time_are_the_same()
    {
        Write("clinic", "clinic@*");
        var store = Loaded();
        var path = Path.Combine(_folder, "clinic.yaml");
        var time = File.GetLastWriteTimeUtc(path);

        WriteText("clinic.yaml.new", PolicyText.For("clinic", "clinib@*"));
        File.Move(Path.Combine(_folder, "clinic.yaml.new"), path, overwrite: true);
        File.SetLastWriteTimeUtc(path, time);
        Settle(store);

        TenantOf(store, "clinib@x").Should().Be("clinic");
    }

    [Fact]
    public void A_removed_file_ends_the_tenant_for_new_calls_and_a_missing_folder_changes_nothing()
    {
        Write("clinic", "clinic@*");
        Write("north", "north@*");
        var store = Loaded();

        File.Delete(Path.Combine(_folder, "north.yaml"));
        Settle(store).Should().ContainSingle().Which.Kind.Should().Be(PolicyChangeKind.Removed);
        TenantOf(store, "north@x").Should().BeNull();

        Directory.Move(_folder, $"{_folder}-away");
        Settle(store).Should().BeEmpty();
        Directory.Move($"{_folder}-away", _folder);
        TenantOf(store, "clinic@x").Should().Be("clinic");
    }

    [Fact]
    public void A_pinned_revision_can_be_found_until_its_last_pin_is_gone()
    {
        Write("clinic", "clinic@*");
        var store = Loaded();
        var first = store.Pin("clinic@x")!;
        var second = store.Pin("clinic@x")!;
        var old = first.Policy;

        Write("clinic", "clinic@*", "desk@*");
        Settle(store);

        store.Pin("clinic@x")!.Policy.Revision.Should().NotBe(old.Revision);
        store.Find("clinic", old.Revision).Should().BeSameAs(old);
        first.Dispose();
        first.Dispose();
        store.Find("clinic", old.Revision).Should().BeSameAs(old);
        second.Dispose();
        store.Find("clinic", old.Revision).Should().BeNull();
        store.Find("clinic", store.Policies.Single().Revision).Should().NotBeNull();
    }

    [Theory]
    [InlineData("the same pattern", "clinic@*", "clinic@*", true)]
    [InlineData("case apart", "clinic@*", "CLINIC@*", true)]
    [InlineData("crossing", "clinic@*", "*@clinic", true)]
    [InlineData("crossing inside", "a*b@x", "ab*@x", true)]
    [InlineData("side by side", "clinic@*", "dental@*", false)]
    [InlineData("one longer", "clinic@*", "clinic1@*", false)]
    [InlineData("one within", "clinic@*", "clinic@x*", false)]
    [InlineData("other stars, same texts", "clinic@**", "clinic@*", true)]
    public void A_tie_is_refused_at_the_start_on_both_sides(string label, string left, string right, bool isTie)
    {
        Write("left", left);
        Write("right", right);

        PolicyFolder.Read(_folder).Count(file => file.Policy is null).Should().Be(isTie ? 2 : 0, label);
        Loaded().Policies.Should().HaveCount(isTie ? 0 : 2, label);
    }

    [Fact]
    public void A_newcomer_that_ties_is_refused_and_who_was_there_stays()
    {
        Write("clinic", "clinic@*");
        var store = Loaded();

        Write("thief", "clinic@*");
        Settle(store).Should().ContainSingle().Which.State.File.Should().Be("thief.yaml");

        TenantOf(store, "clinic@x").Should().Be("clinic");
        store.Files[1].Errors.Should().ContainSingle().Which.Words.Should().Contain("ties with 'clinic@*' in clinic.yaml");

        File.Delete(Path.Combine(_folder, "clinic.yaml"));
        Settle(store);
        Settle(store);
        TenantOf(store, "clinic@x").Should().Be("thief");
    }

    [Fact]
    public void A_refused_change_whose_last_good_revision_ties_refuses_the_other_too()
    {
        Write("a", "x@*");
        Write("b", "b@*");
        var store = Loaded();

        Write("a", "y@*");
        Write("b", "y@*");
        Write("c", "x@*");
        Settle(store);

        store.Policies.Select(policy => (policy.Tenant, policy.Called[0].Pattern)).Should().Equal(("a", "x@*"), ("b", "b@*"));
        store.Files.Should().OnlyContain(state => !state.Errors.IsEmpty);
    }

    [Fact]
    public void Two_files_of_one_tenant_are_refused()
    {
        WriteText("one.yaml", PolicyText.For("clinic", "one@*"));
        WriteText("two.yaml", PolicyText.For("clinic", "two2@*"));

        PolicyFolder.Read(_folder).SelectMany(file => file.Errors).Should().HaveCount(2)
            .And.OnlyContain(error => error.Words.StartsWith("tenant is 'clinic', as it is in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_at_the_start()
    {
        var load = () => new PolicyStore(Path.Combine(_folder, "missing")).Load();

        load.Should().Throw<IOException>();
    }

    [Fact]
    public void The_sample_policies_are_good() =>
        PolicyFolder.Read(Samples.Folder).Should().HaveCountGreaterThan(1).And.OnlyContain(file => file.Errors.IsEmpty);

    private static string? TenantOf(PolicyStore store, string called)
    {
        using var pin = store.Pin(called);
        return pin?.Policy.Tenant;
    }

    /// <summary>Two polls: the first sees a change, the second that it stands still.</summary>
    private static IEnumerable<PolicyChange> Settle(PolicyStore store) => [.. store.Poll(), .. store.Poll()];

    private PolicyStore Loaded(string? defaultTenant = null)
    {
        var store = new PolicyStore(_folder, defaultTenant);
        store.Load();
        return store;
    }

    private void Write(string tenant, params string[] called) => WriteText($"{tenant}.yaml", PolicyText.For(tenant, called));

    private void WriteText(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
