# Terraform and its AWS provider, where somebody has put them on this machine: no package registry carries them.
# shellcheck source=script/lib/tools.sh

# find_terraform: prints the program's path. Older ones do not know what the stack under test says.
find_terraform() {
  if ! has terraform; then
    say 'there is no terraform on this machine'
    return 2
  fi
  command -v terraform
}

# find_terraform_provider: prints a folder for `terraform init -plugin-dir`, which holds the newest unpacked AWS provider of version 5.
find_terraform_provider() {
  local place program
  program=$(
    for place in "${TF_PLUGIN_CACHE_DIR:-}" "$HOME/.terraform.d" /usr/local/share/terraform /usr/share/terraform /usr/local/lib /opt; do
      if [ -d "$place" ]; then
        find "$place" -maxdepth 8 -path '*/hashicorp/aws/5.*/terraform-provider-aws_v5*' -type f 2> /dev/null || true
      fi
    done | sort -V | tail -n 1
  )
  if [ -z "$program" ]; then
    say "there is no AWS provider of version 5 for Terraform on this machine"
    return 2
  fi
  # <folder>/<host>/hashicorp/aws/<version>/<platform>/terraform-provider-aws_v…
  (cd "$(dirname "$program")/../../../../.." && pwd)
}
