using System.Security.Cryptography;
using System.Text;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Dashboard.Handoffs;

/// <summary>Tells by its key which application asks. Keys are held as hashes, and compared in the same time whichever of them it is.</summary>
public sealed class HandoffKeys(IEnumerable<(HandoffReader Reader, Sensitive<string> Key)> keys)
{
    private readonly (HandoffReader Reader, byte[] Hash)[] _keys = [.. keys.Select(known => (known.Reader, HashOf(known.Key.Reveal())))];

    /// <returns>Null for a key that nobody has.</returns>
    internal HandoffReader? Find(string key)
    {
        var hash = HashOf(key);
        HandoffReader? found = null;
        foreach (var (reader, known) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? reader : found;
        }

        return found;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
